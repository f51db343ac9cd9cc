using ActiveRecording.Archive.Files;

namespace ActiveRecording.Archive.Tests.Files;

public sealed class A_file_name_from_the_network
{
    [Theory]
    [InlineData("01AE904GK088LFQD2CGB02LAES0000EP_1001_1003_2026-11-20_09-41-00", "01AE904GK088LFQD2CGB02LAES0000EP_1001_1003_2026-11-20_09-41-00")]
    [InlineData("../../etc/passwd", "etc_passwd")]
    [InlineData("..\\..\\windows", "windows")]
    [InlineData("a\u0000b\nc", "a_b_c")]
    [InlineData("+49 89/123", "+49_89_123")]
    [InlineData("con", "_con")]
    [InlineData("LPT1.x", "_LPT1.x")]
    [InlineData("naïve", "na_ve")]
    [InlineData("", "otherwise")]
    [InlineData("...", "otherwise")]
    [InlineData(null, "otherwise")]
    public void Becomes_harmless(string? wanted, string name) => Assert.Equal(name, SafeFileName.From(wanted, "otherwise"));

    [Fact]
    public void Is_cut_to_a_length_every_system_takes() =>
        Assert.Equal(SafeFileName.MaxLength, SafeFileName.From(new string('a', 5000), "otherwise").Length);
}
