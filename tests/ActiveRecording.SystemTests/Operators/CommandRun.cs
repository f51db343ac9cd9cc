using System.Text;
using System.Threading.Channels;
using ActiveRecording.Cli;

namespace ActiveRecording.SystemTests.Operators;

/// <summary>One run of arctl: its exit code and what it printed.</summary>
internal sealed record CommandRun(int Code, string Output, string Errors)
{
    public static async Task<CommandRun> OfAsync(params string[] arguments)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var code = await Arctl.RunAsync(arguments, output, errors, TestContext.Current.CancellationToken);
        return new CommandRun(code, output.ToString(), errors.ToString());
    }

    /// <summary>A run that goes on until <paramref name="stop"/>; its lines come one by one.</summary>
    public static (Task<int> Running, ChannelReader<string> Lines) Following(CancellationToken stop, params string[] arguments)
    {
        var lines = new LineWriter();
        return (Arctl.RunAsync(arguments, lines, TextWriter.Null, stop), lines.Lines);
    }

    private sealed class LineWriter : TextWriter
    {
        private readonly Channel<string> lines = Channel.CreateUnbounded<string>();

        public ChannelReader<string> Lines => lines.Reader;

        public override Encoding Encoding => Encoding.UTF8;

        public override void WriteLine(string? value) => lines.Writer.TryWrite(value ?? "");
    }
}
