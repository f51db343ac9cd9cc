namespace ActiveRecording.Sip.Dialogs;

/// <summary>How the CSeq of a request relates to the dialog (RFC 3261 §12.2.2).</summary>
public enum DialogSequence
{
    /// <summary>Newer than any before: to be handled.</summary>
    InSequence,

    /// <summary>The number of the last request again: a repetition that outlived its transaction.</summary>
    Repeated,

    /// <summary>Older: to be answered with 500.</summary>
    OutOfOrder,
}
