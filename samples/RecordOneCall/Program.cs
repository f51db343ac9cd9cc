using System.Net.Sockets;
using ActiveRecording.Host.Configuration;
using ActiveRecording.Host.Nodes;
using Microsoft.Extensions.Logging;
using RecordOneCall;

if (args.Except(["--keep"], StringComparer.Ordinal).Any())
{
    await Console.Error.WriteLineAsync("--keep, to leave the node running, is the only option.");
    return 2;
}

try
{
    var options = NodeConfiguration.Load(ConfigurationFiles.Quickstart);
    options = options with { Logging = options.Logging with { Level = LogLevel.Warning } };
    var taken = options.ListenAddresses.Select(static address => address.Problem())
        .FirstOrDefault(static problem => problem is not null);
    if (taken is not null) return Result.Nothing(taken.Message).Print();

    await using var sample = new Sample(options);
    var result = await sample.RunAsync();
    var code = result.Print();
    if (args is ["--keep"]) await sample.KeepAsync();
    return code;
}
catch (Exception exception) when (exception is ConfigurationException or NodeStartException or ConversationException
    or IOException or SocketException or TimeoutException or HttpRequestException or OperationCanceledException)
{
    return Result.Nothing(exception.Message).Print();
}
