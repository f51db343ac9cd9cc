namespace ActiveRecording.Sdp.Tests;

/// <summary>Descriptions as real programs write them.</summary>
internal static class Samples
{
    public const string Baresip =
        "v=0\r\no=- 3423455 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\na=tool:baresip 1.0.0\r\n"
        + "m=audio 10000 RTP/AVP 0 8 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\n"
        + "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=rtcp:10003\r\na=sendrecv\r\na=label:1\r\na=ptime:20\r\n"
        + "a=ssrc:305419896 cname:sip:1001@127.0.0.1\r\n";

    public const string Sipp =
        "v=0\r\no=user1 53655765 2353687637 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 6000 RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\n";

    public const string AudioAndVideo =
        "v=0\r\no=alice 2890844526 2890844526 IN IP4 host.example\r\ns=Call\r\ni=About nothing\r\nc=IN IP4 192.0.2.1\r\nb=AS:512\r\nt=0 0\r\n"
        + "m=audio 49170/2 RTP/AVP 96 0\r\nc=IN IP4 192.0.2.2\r\nb=AS:64\r\na=rtpmap:96 opus/48000/2\r\na=fmtp:96 useinbandfec=1\r\na=sendonly\r\n"
        + "m=video 51372 RTP/AVP 31 97\r\na=rtpmap:97 H264/90000\r\na=rtcp-fb:97 nack\r\nm=application 0 TCP/BFCP *\r\n";

    public static SessionDescription Parse(string text)
    {
        Assert.True(SessionDescription.TryParse(text, out var description));
        return description;
    }
}
