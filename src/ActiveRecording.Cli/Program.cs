namespace ActiveRecording.Cli;

/// <summary>The program; everything else is in <see cref="Arctl"/>, so that it can run elsewhere too.</summary>
internal static class Program
{
    private static Task<int> Main(string[] arguments) => Arctl.RunAsync(arguments, System.Console.Out, System.Console.Error);
}
