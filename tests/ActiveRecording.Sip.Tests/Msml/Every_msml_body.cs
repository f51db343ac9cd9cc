using ActiveRecording.Sip.Msml;

namespace ActiveRecording.Sip.Tests.Msml;

/// <summary>parse(write(m)) == m, over bodies made from a seed.</summary>
public sealed class Every_msml_body
{
    private const int Seed = 20261120;
    private static readonly string[] Texts =
        ["", "a", " leading and trailing ", "<&>\"'", "tab\tline\nreturn\r\n", "ěščř 日本 🎙", "]]>", "conf:x_record", "a=b;c"];

    [Fact]
    public void Is_read_back_as_it_was_written()
    {
        var random = new Random(Seed);
        for (var i = 0; i < 2_000; i++)
        {
            var body = Body(random);
            Assert.True(MsmlParser.TryParse(body.ToBytes(), out var read, out var fault), $"{i}: {fault}\n{body}");
            Assert.Equal(body, read);
        }
    }

    [Fact]
    public void Never_makes_the_parser_throw_when_it_is_damaged()
    {
        var random = new Random(Seed);
        for (var i = 0; i < 5_000; i++)
        {
            var bytes = Body(random).ToBytes();
            for (var damage = random.Next(1, 5); damage > 0; damage--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var length = random.Next(bytes.Length + 1);
            Assert.Equal(MsmlParser.TryParse(bytes.AsMemory(0, length), out _, out var fault), fault is null);
        }
    }

    private static MsmlBody Body(Random random) => random.Next(4) switch
    {
        0 => new MsmlResult(random.Next(1000), Maybe(random), Maybe(random)),
        1 => new MsmlEvent(Text(random), Maybe(random), Parameters(random)),
        _ => new MsmlRequest([.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Element(random))]),
    };

    private static MsmlElement Element(Random random) => random.Next(5) switch
    {
        0 => new CreateConference(
            Text(random), Recorder(random), random.Next(2) == 0, random.Next(2) == 0, random.Next(2) == 0, Maybe(random)),
        1 => new ModifyConference(Text(random), Recorder(random), Maybe(random)),
        2 => new DestroyConference(Text(random), Maybe(random)),
        3 => new Join(Text(random), Text(random), Streams(random), Maybe(random)),
        _ => new Unjoin(Text(random), Text(random), Streams(random), Maybe(random)),
    };

    private static MsmlRecorder? Recorder(Random random) => random.Next(3) == 0
        ? null
        : new(random.Next(2) == 0 ? null : (RecorderState)random.Next(4), Parameters(random));

    private static MsmlList<MsmlParameter> Parameters(Random random) =>
        [.. Enumerable.Range(0, random.Next(4)).Select(_ => new MsmlParameter(Text(random), Text(random)))];

    private static MsmlList<MsmlStream> Streams(Random random) =>
        [.. Enumerable.Range(0, random.Next(3)).Select(_ => new MsmlStream(Text(random), Maybe(random)))];

    private static string Text(Random random) => Texts[random.Next(Texts.Length)];

    private static string? Maybe(Random random) => random.Next(2) == 0 ? null : Text(random);
}
