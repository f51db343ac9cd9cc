using System.Text;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Mime;
using static ActiveRecording.Sip.Tests.Sessions.Refreshes;

namespace ActiveRecording.Sip.Tests.Mime;

public sealed class A_multipart_body
{
    private const string Text =
        "preamble, ignored\r\n--b1\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n\r\n--b1 \t\r\nc: application/rs-metadata+xml\r\n" +
        "Content-Disposition: recording-session;handling=optional\r\n\r\n<recording/>\r\n--b10\r\n\r\n--b1\r\n\r\nplain\r\n--b1--\r\nepilogue";

    [Fact]
    public void Is_read_part_by_part()
    {
        var parts = Read(Text)!.Parts;

        Assert.Equal(
            ["application/sdp", "application/rs-metadata+xml", "text/plain"], parts.Select(part => part.ContentType.MediaType));
        Assert.Equal(["v=0\r\n", "<recording/>\r\n--b10\r\n", "plain"], parts.Select(part => Encoding.UTF8.GetString(part.Content.Span)));
        Assert.Equal("recording-session;handling=optional", parts[1].Headers.First(HeaderNames.ContentDisposition));
    }

    [Fact]
    public void Is_written_as_it_was_read()
    {
        var written = Encoding.UTF8.GetString(Read(Text)!.ToBytes());

        Assert.Equal(Text[Text.IndexOf("--b1", StringComparison.Ordinal)..Text.IndexOf("epilogue", StringComparison.Ordinal)].Replace(" \t", "", StringComparison.Ordinal), written);
    }

    [Theory]
    [InlineData("--b1--", 0)]
    [InlineData("--b1\n\nbare line feeds\n--b1--", 1)]
    [InlineData("--b1\r\n\r\n\r\n--b1--", 1)]
    [InlineData("--b1\r\nContent-Type: multipart/mixed;boundary=b2\r\n\r\n--b2\r\n\r\nx\r\n--b2--\r\n--b1--", 1)]
    public void May_be_strange(string text, int parts) => Assert.Equal(parts, Read(text)?.Parts.Count);

    [Theory]
    [InlineData("")]
    [InlineData("v=0\r\n")]
    [InlineData("--b1")]
    [InlineData("--b1\r\n")]
    [InlineData("--b1\r\n\r\nnever closed\r\n")]
    [InlineData("--b1\r\nno end of header\r\n--b1--")]
    [InlineData("--b1\r\nContent-Type: a/b\r\nContent-Type: c/d\r\n\r\nx\r\n--b1--")]
    [InlineData("--b1\r\n\r\n--b1--")]
    [InlineData("x--b1--")]
    public void That_is_broken_is_refused(string text) => Assert.Null(Read(text));

    [Theory]
    [InlineData("application/sdp;boundary=b1")]
    [InlineData("multipart/mixed")]
    [InlineData("multipart/mixed;boundary=\"\"")]
    [InlineData("multipart/mixed;boundary=\"b1 \"")]
    [InlineData("multipart/mixed;boundary=\"b1<\"")]
    [InlineData("multipart/mixed;boundary=12345678901234567890123456789012345678901234567890123456789012345678901")]
    public void Without_a_boundary_is_refused(string type) => Assert.Null(Read(Text, type));

    [Fact]
    public void Beyond_a_limit_is_refused()
    {
        var parts = string.Concat(Enumerable.Repeat("--b1\r\n\r\nx\r\n", 17)) + "--b1--";
        var fields = $"--b1\r\n{string.Concat(Enumerable.Repeat("X: y\r\n", 17))}\r\nx\r\n--b1--";
        var bytes = $"--b1\r\nX: {new string('y', 4_096)}\r\n\r\nx\r\n--b1--";

        Assert.All([parts, fields, bytes], text => Assert.Null(Read(text)));
    }

    [Fact]
    public void Is_refused_at_every_prefix_but_the_whole()
    {
        var end = Text.IndexOf("--b1--", StringComparison.Ordinal) + "--b1--".Length;
        for (var length = 0; length < end; length++) Assert.Null(Read(Text[..length]));
        for (var length = end; length <= Text.Length; length++) Assert.Equal(3, Read(Text[..length])?.Parts.Count);
    }

    [Fact]
    public void Holds_the_session_description_and_keeps_the_rest_when_that_changes()
    {
        var invite = Request();
        invite.SetBody("multipart/mixed;boundary=b1", Encoding.UTF8.GetBytes(Text));

        invite.SetSession("v=0\r\no=new"u8.ToArray());

        Assert.True(invite.HasSession);
        Assert.Equal("v=0\r\no=new", Encoding.UTF8.GetString(invite.SessionBody!.Value.Span));
        Assert.Equal("<recording/>\r\n--b10\r\n", Encoding.UTF8.GetString(invite.Multipart!.Parts[1].Content.Span));
        Assert.Equal("multipart/mixed", invite.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("application/sdp", true)]
    [InlineData("application/isup", false)]
    public void Is_not_needed_for_a_session_description_alone(string type, bool isSession)
    {
        var invite = Request();
        invite.SetBody(type, "v=0"u8.ToArray());

        Assert.Equal(isSession, invite.HasSession);
    }

    [Fact]
    public void Is_built_of_parts()
    {
        var body = new MultipartBody([new("application/sdp", "v=0\r\n"u8.ToArray()), new("text/plain", "hello"u8.ToArray())], "b1");

        Assert.Equal(
            "--b1\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n\r\n--b1\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b1--\r\n",
            Encoding.UTF8.GetString(body.ToBytes()));
    }

    private static MultipartBody? Read(string text, string type = "multipart/mixed;boundary=b1")
    {
        Assert.True(ContentType.TryParse(Encoding.UTF8.GetBytes(type), out var contentType));
        return MultipartBody.TryParse(contentType, Encoding.UTF8.GetBytes(text), MimeLimits.Default, out var body) ? body : null;
    }
}
