using ActiveRecording.EventSourcing.ReadModels;

namespace ActiveRecording.Journals.Tests;

public sealed class A_read_model_cursor
{
    [Fact]
    public void Reads_what_it_wrote()
    {
        var cursor = new ReadModelCursor(1_795_000_000_540, "id.with/odd ☎ characters");

        Assert.True(ReadModelCursor.TryParse(cursor.ToString(), out var read));
        Assert.Equal(cursor, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("%%%")]
    [InlineData("YWJj")]
    [InlineData("A")]
    public void Does_not_take_what_it_never_wrote(string text) => Assert.False(ReadModelCursor.TryParse(text, out _));
}
