namespace ActiveRecording.Sip.Messages;

/// <summary>Where a header field is in the received bytes.</summary>
internal readonly record struct HeaderLine(
    HeaderId Id, int Start, int Length, int NameLength, int ValueStart, int ValueLength);
