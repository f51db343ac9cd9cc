using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Tests.Digest;

/// <summary>Requests that several tests authorize.</summary>
internal static class Samples
{
    public static SipRequest Register()
    {
        var request = new SipRequest(SipMethod.Register, SipUri.Parse("sip:127.0.0.1:5060"));
        request.PushVia(new Via("UDP", "127.0.0.1", 5070, "z9hG4bK1"));
        request.From = new NameAddress(SipUri.Parse("sip:1001@127.0.0.1")).WithTag("f");
        request.To = new NameAddress(SipUri.Parse("sip:1001@127.0.0.1"));
        request.CallId = "c1";
        request.CSeq = new CSeq(1, SipMethod.Register);
        return request;
    }
}
