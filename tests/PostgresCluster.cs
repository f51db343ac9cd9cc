using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace ActiveRecording.Tests;

/// <summary>
/// A PostgreSQL of our own on a free loopback port, with its files in a temporary folder. Started when the first database
/// is asked for, as the user postgres where we are root, because the server refuses to run as root.
/// </summary>
/// <param name="isDurable">Whether it waits for the disk; without, it survives its own crashes, but not the machine's.</param>
internal sealed class PostgresCluster(bool isDurable = false) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("postgres-");
    private readonly int port = FreePort();
    private Process? process;
    private int databases;

    /// <summary>The port it listens on.</summary>
    public int Port => port;

    /// <summary>The addresses it listens at, commas between them; <c>127.0.0.1</c> among them.</summary>
    public string ListenAddresses { get; init; } = "127.0.0.1";

    /// <summary>Where its programs are; null where it is not installed.</summary>
    public static string? Binaries => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
            .Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    /// <summary>A new, empty database.</summary>
    /// <param name="port">Where to reach the server, if not directly.</param>
    public string NewDatabase(int? port = null)
    {
        lock (gate)
        {
            if (process is null)
            {
                Initialize();
                Start();
            }

            var name = $"test_{++databases}";
            Execute(ConnectionString("postgres"), $"CREATE DATABASE {name}");
            return ConnectionString(name, port);
        }
    }

    /// <summary>Ends it as a crash would, without a checkpoint, and starts it again.</summary>
    public void Crash()
    {
        Stop();
        Start();
    }

    /// <summary>Ends it as a crash would, without a checkpoint.</summary>
    public void Stop()
    {
        Signal("QUIT");
        process!.WaitForExit();
        process.Dispose();
    }

    public static void Execute(string connectionString, string sql)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>The first column of every row.</summary>
    public static List<T> Query<T>(string connectionString, string sql)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        using var row = command.ExecuteReader();
        var found = new List<T>();
        while (row.Read()) found.Add(row.GetFieldValue<T>(0));
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            Signal("INT");
            await process.WaitForExitAsync();
        }

        process?.Dispose();
        folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string ConnectionString(string database, int? through = null) => string.Create(
        CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={through ?? port};Database={database};Username=postgres;Pooling=false");

    private void Initialize()
    {
        if (Environment.UserName is "root") Run("chown", "postgres:", folder.FullName);
        var (program, arguments) = AsServer("initdb", "-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8");
        Run(program, arguments);
    }

    private string Data => Path.Combine(folder.FullName, "data");

    /// <summary>Starts it again after <see cref="Stop"/>.</summary>
    public void Start()
    {
        var (program, arguments) = AsServer(
            "postgres", "-D", Data, "-p", port.ToString(CultureInfo.InvariantCulture), "-k", folder.FullName,
            "-c", $"listen_addresses={ListenAddresses}", "-c", "max_connections=200", "-c", "shared_buffers=64MB", "-c", isDurable ? "fsync=on" : "fsync=off",
            "-c", "log_min_messages=warning");
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = "/" };
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new System.Text.StringBuilder();
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.ErrorDataReceived += (_, line) =>
        {
            lock (said) said.AppendLine(line.Data);
            if (line.Data?.Contains("ready to accept connections", StringComparison.Ordinal) == true) ready.TrySetResult();
        };
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"PostgreSQL ended: {said}"));
        process.Start();
        process.BeginErrorReadLine();
        if (!ready.Task.Wait(TimeSpan.FromSeconds(60))) throw new TimeoutException($"PostgreSQL did not start: {said}");
    }

    private void Signal(string name) => Run("kill", $"-{name}", process!.Id.ToString(CultureInfo.InvariantCulture));

    private static (string Program, string[] Arguments) AsServer(string program, params string[] arguments)
    {
        var path = Path.Combine(Binaries!, program);
        return Environment.UserName is "root"
            ? ("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments])
            : (path, arguments);
    }

    private static void Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        using var run = Process.Start(start)!;
        var output = run.StandardOutput.ReadToEndAsync();
        var errors = run.StandardError.ReadToEnd();
        run.WaitForExit();
        if (run.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {output.Result}{errors}");
    }
}
