namespace ActiveRecording.Domain;

/// <summary>Why a reservation ended.</summary>
public enum ReleaseCause
{
    /// <summary>The session ended.</summary>
    Ended,

    /// <summary>The session was never established.</summary>
    Refused,

    /// <summary>Its end was never seen.</summary>
    Expired,
}
