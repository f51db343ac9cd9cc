using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace ActiveRecording.InteropTests.Peers;

/// <summary>baresip's ctrl_tcp: JSON in netstrings, commands in, events out.</summary>
internal sealed class BaresipControl : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<string> events = [];
    private readonly List<(string Type, TaskCompletionSource Seen)> waiting = [];
    private readonly TcpClient client = new();

    public static async Task<BaresipControl> ConnectAsync(int port)
    {
        var control = new BaresipControl();
        await control.client.ConnectAsync("127.0.0.1", port);
        _ = control.ReadAsync();
        return control;
    }

    public async Task CommandAsync(string command, string parameters = "")
    {
        var json = JsonSerializer.Serialize(new Dictionary<string, string> { ["command"] = command, ["params"] = parameters, ["token"] = "t" });
        var bytes = Encoding.UTF8.GetBytes(json);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{bytes.Length}:")));
        await stream.WriteAsync(bytes);
        await stream.WriteAsync(","u8.ToArray());
    }

    /// <summary>Waits until an event of a type came, for example <c>CALL_ESTABLISHED</c>; past ones count.</summary>
    public async Task EventAsync(string type, TimeSpan patience)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (events.Contains(type)) return;
            waiting.Add((type, seen));
        }
        await seen.Task.WaitAsync(patience);
    }

    public void Dispose() => client.Dispose();

    private async Task ReadAsync()
    {
        var stream = client.GetStream();
        try
        {
            while (true)
            {
                var length = await ReadLengthAsync(stream);
                var message = new byte[length + 1];
                await stream.ReadExactlyAsync(message);
                Received(message.AsMemory(0, length));
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            lock (gate) events.Add("closed");
        }
    }

    private static async Task<int> ReadLengthAsync(NetworkStream stream)
    {
        var digit = new byte[1];
        for (var length = 0; ; length = length * 10 + digit[0] - '0')
        {
            await stream.ReadExactlyAsync(digit);
            if (digit[0] == ':') return length;
        }
    }

    private void Received(ReadOnlyMemory<byte> message)
    {
        using var json = JsonDocument.Parse(message);
        if (!json.RootElement.TryGetProperty("type", out var type)) return;
        lock (gate)
        {
            events.Add(type.GetString()!);
            foreach (var (_, seen) in waiting.FindAll(one => type.ValueEquals(one.Type))) seen.TrySetResult();
        }
    }
}
