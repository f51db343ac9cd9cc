using ActiveRecording.Host.Operators;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Host.Tests.Operators;

public sealed class The_tail_of_the_log : IDisposable
{
    private readonly LogTail tail = new(TimeProvider.System);
    private readonly CancellationTokenSource over = new();

    public void Dispose()
    {
        tail.Dispose();
        over.Dispose();
    }

    [Fact]
    public async Task Keeps_the_last_thousand_lines()
    {
        for (var i = 1; i <= 1_002; i++) Say($"line {i}");

        Assert.Equal(["line 1001", "line 1002"], await ReadAsync(last: 2, follow: false));
        Assert.Equal("line 3", (await ReadAsync(last: 5_000, follow: false))[0]);
    }

    [Fact]
    public async Task Goes_on_until_the_node_is_over()
    {
        Say("before");
        var lines = tail.ReadAsync(1, follow: true, over.Token, TestContext.Current.CancellationToken).GetAsyncEnumerator();
        Assert.True(await lines.MoveNextAsync());
        Say("after");
        Assert.True(await lines.MoveNextAsync());
        Assert.Equal(("after", "information", "Room"), (lines.Current.Text, lines.Current.Level, lines.Current.Category));

        await over.CancelAsync();

        Assert.False(await lines.MoveNextAsync());
        await lines.DisposeAsync();
    }

    private void Say(string text) => tail.CreateLogger("Room").Log(LogLevel.Information, default, text, null, static (said, _) => said);

    private async Task<List<string>> ReadAsync(int last, bool follow)
    {
        var lines = new List<string>();
        await foreach (var line in tail.ReadAsync(last, follow, over.Token, TestContext.Current.CancellationToken)) lines.Add(line.Text);
        return lines;
    }
}
