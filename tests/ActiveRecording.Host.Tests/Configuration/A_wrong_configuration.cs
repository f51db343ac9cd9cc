namespace ActiveRecording.Host.Tests.Configuration;

public sealed class A_wrong_configuration
{
    [Theory]
    [InlineData("node.nam = x", "1:1 unknown key node.nam; did you mean node.name?")]
    [InlineData("node.name = \"\"", "1:1 node.name is \"\"; a text that is not empty is expected")]
    [InlineData("http.address = 8080", "1:1 http.address is \"8080\"; an IP address and a port, for example \"127.0.0.1:5060\" is expected")]
    [InlineData("http {\n  max-connections = many\n}", "2:3 http.max-connections is \"many\"; a whole number from 1 to 100000 is expected")]
    [InlineData("journal.kind = postgresql", "1:1 journal.postgresql.connection: journal.kind = postgresql needs it")]
    [InlineData("journal.kind = oracle", "1:1 journal.kind is \"oracle\"; one of sqlite, postgresql is expected")]
    [InlineData("node.drain = 5 parsecs", "1:1 node.drain is \"5 parsecs\"; a duration from 0 s to 1 h is expected")]
    [InlineData("archive.min-free = 1 GIB", "1:1 archive.min-free is \"1 GIB\"; a size from 0 to 1125899906842624 bytes, for example 64 KiB is expected")]
    [InlineData("archive.format = mp3", "1:1 archive.format is \"mp3\"; one of pcm16, mu-law, a-law is expected")]
    [InlineData("logging.levels.\"ActiveRecording.Sip\" = loud", "1:1 logging.levels.\"ActiveRecording.Sip\" is \"loud\"; one of information, trace, debug, warning, error, critical, none is expected")]
    [InlineData("sip-server.udp = [\"127.0.0.1:5060\", \"x\"]", "1:37 sip-server.udp.1 is \"x\"; an IP address and a port, for example \"127.0.0.1:5060\" is expected")]
    [InlineData("sip-server.recording-filename = \"$CALUUID$\"", "1:1 sip-server.recording-filename is \"$CALUUID$\"; a name with no other variables than $UUID$ $AGENTDN$ $AGENTID$ $ANI$ $DNIS$ $DATE$ $TIME$ $CONNID$ $CALLUUID$ is expected")]
    [InlineData("dns.pstn.type = trunk", "1:1 dns.pstn.contact is \"\"; a trunk's SIP address, for example \"sip:127.0.0.1:5090\", is expected")]
    [InlineData("dns.1001.contact = somewhere", "1:1 dns.1001.contact is \"somewhere\"; a SIP address, for example \"sip:127.0.0.1:5090\", is expected")]
    [InlineData("media-server.vrrecorder.sip.routeset = \"sip:127.0.0.1:5160;lr\"", "1:1 media-server.vrrecorder.sip.routeset is \"sip:127.0.0.1:5160;lr\"; SIP addresses in angle brackets, for example \"<sip:127.0.0.1:5160;lr>\", is expected")]
    [InlineData("media-server.rtp.first-port = 16001", "1:1 media-server.rtp.first-port is \"16001\"; an even port, RTCP takes the odd one after it, is expected")]
    [InlineData("resource-manager.service-parameters.recordingclient.recmediactl = 2", "1:1 resource-manager.service-parameters.recordingclient.recmediactl is \"2\"; \"fixed,<value>\" or \"default,<value>\" is expected")]
    [InlineData("resource-manager.peers = [\"127.0.0.1\"]", "1:27 resource-manager.peers.0 is \"127.0.0.1\"; a SIP address, for example \"sip:10.0.0.7:5060\", is expected")]
    [InlineData("resource-manager.recorders.\"a b\".aor = \"sip:127.0.0.1:5360\"", "1:1 resource-manager.recorders.\"a b\": a name has at most 64 letters, digits and hyphens")]
    [InlineData("recorder.session-timer.expires = 60 s", "1:1 recorder.session-timer.expires is \"60 s\"; a duration from 90 s to 1 d is expected")]
    [InlineData("sip-server.session-timer.min-se = 1 h", "1:1 sip-server.session-timer.expires is \"30 min\"; an interval not below min-se is expected")]
    [InlineData("node {", "1:6 the object that begins here is never closed with '}'")]
    public void Is_told_with_place_and_advice(string text, string problem) =>
        Assert.Equal([problem], TemporaryConfiguration.Problems(text));

    [Fact]
    public void Is_told_all_at_once_in_the_order_of_the_file() =>
        Assert.Equal([1, 2, 3], TemporaryConfiguration.Problems("network.poll-threads = 0\nnode.drian = 1 s\nnode.drain = -1 s")
            .Select(static problem => int.Parse(problem.Split(':')[0], null)));
}
