namespace ActiveRecording.Sip.Messages;

/// <summary>What a message carries.</summary>
public static class Bodies
{
    extension(SipMessage message)
    {
        /// <summary>Whether the body is a session description.</summary>
        public bool HasSession => !message.Body.IsEmpty && message.ContentType?.Is(ContentType.Sdp) == true;
    }
}
