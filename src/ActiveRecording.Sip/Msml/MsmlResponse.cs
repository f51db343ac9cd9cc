namespace ActiveRecording.Sip.Msml;

/// <summary>Response codes of a result (RFC 5707 §11), those that the product gives or understands by name.</summary>
public static class MsmlResponse
{
    /// <summary>Done.</summary>
    public const int Ok = 200;

    /// <summary>Not well-formed, or over a limit.</summary>
    public const int BadRequest = 400;

    /// <summary>An element that nobody knows.</summary>
    public const int UnknownElement = 401;

    /// <summary>A known element that is not supported.</summary>
    public const int UnsupportedElement = 402;

    /// <summary>Content that must be there is not.</summary>
    public const int MissingContent = 403;

    /// <summary>Content that makes no sense.</summary>
    public const int InvalidContent = 405;

    /// <summary>An attribute that must be there is not.</summary>
    public const int MissingAttribute = 408;

    /// <summary>An attribute with a value that it cannot have.</summary>
    public const int InvalidAttribute = 410;

    /// <summary>No such connection, conference or dialog.</summary>
    public const int NoSuchObject = 430;

    /// <summary>There is a conference of that name.</summary>
    public const int ConferenceExists = 432;

    /// <summary>The media server failed.</summary>
    public const int InternalError = 500;

    /// <summary>For now out of service.</summary>
    public const int ServiceUnavailable = 503;

    /// <summary>No resource is left.</summary>
    public const int NoResource = 520;
}
