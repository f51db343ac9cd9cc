using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Mime;

/// <summary>The session description of a message, alone or among other bodies (RFC 5621), which are kept.</summary>
public static class Bodies
{
    extension(SipMessage message)
    {
        /// <summary>Whether there is a session description.</summary>
        public bool HasSession => message.SessionBody is not null;

        /// <summary>The session description: the body, or the first such part of a multipart body; null if there is none.</summary>
        public ReadOnlyMemory<byte>? SessionBody =>
            message.Body.IsEmpty || message.ContentType is not { } type ? null
            : type.Is(ContentType.Sdp) ? message.Body
            : message.Multipart?.Parts.FirstOrDefault(IsSession)?.Content;

        /// <summary>The parts of a multipart body; null if it is none or cannot be read.</summary>
        public MultipartBody? Multipart =>
            message.ContentType is { } type && MultipartBody.TryParse(type, message.Body, MimeLimits.Default, out var multipart)
                ? multipart
                : null;

        /// <summary>Puts a session description in the place of the one there is; other parts stay. Without one it is the body.</summary>
        public void SetSession(ReadOnlyMemory<byte> description)
        {
            if (message.Multipart is not { } multipart || !multipart.Parts.Any(IsSession))
            {
                message.SetBody(ContentType.Sdp, description);
                return;
            }

            var replaced = multipart.Parts.First(IsSession);
            var parts = multipart.Parts.Select(part => ReferenceEquals(part, replaced) ? part with { Content = description } : part);
            message.Body = (multipart with { Parts = [.. parts] }).ToBytes();
        }
    }

    private static bool IsSession(BodyPart part) => part.ContentType.Is(ContentType.Sdp);
}
