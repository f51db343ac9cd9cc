namespace ActiveRecording.Sip.Transports;

/// <summary>What stands at the beginning of a stream.</summary>
public enum StreamFrameKind
{
    /// <summary>A whole message.</summary>
    Message,

    /// <summary>Two empty lines, answered with one (RFC 5626 §3.5.1).</summary>
    Ping,

    /// <summary>An empty line, ignored.</summary>
    Blank,

    /// <summary>No end of the header within the limit: the stream cannot be read on.</summary>
    HeadersTooLarge,

    /// <summary>A Content-Length above the limit: the stream cannot be read on.</summary>
    BodyTooLarge,

    /// <summary>No Content-Length, required on streams (RFC 3261 §20.14): the stream cannot be read on.</summary>
    NoContentLength,

    /// <summary>A Content-Length that is no number, or two that differ: the stream cannot be read on.</summary>
    BadContentLength,
}

/// <summary>A frame cut out of a stream.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="HeaderLength">Start line and headers with the empty line, in bytes.</param>
/// <param name="Length">The whole frame, in bytes.</param>
public readonly record struct StreamFrame(StreamFrameKind Kind, int HeaderLength, int Length);
