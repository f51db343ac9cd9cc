using System.Globalization;
using System.Net;

namespace ActiveRecording.ClusterTests.Arena;

/// <summary>Who is where in the network of the test, which is its own: no other program sees these addresses.</summary>
internal static class Places
{
    /// <summary>What phones know of the cluster.</summary>
    public static readonly IPAddress Virtual = IPAddress.Parse("127.0.0.10");

    /// <summary>The SIP Server, wherever it is.</summary>
    public static readonly IPEndPoint SipServer = new(Virtual, SipServerPort);

    public const int SipServerPort = 5_060;
    public const int ResourceManagerPort = 5_160;

    /// <summary>The Media Server and the recorder, which no fault touches.</summary>
    public const string Media = "127.0.0.21";

    /// <summary>What operators show.</summary>
    public const string Token = "token-of-the-cluster-test";

    /// <summary>The number of nodes.</summary>
    public const int Nodes = 3;

    private const int FirstUser = 20_010;

    /// <summary>Where node <paramref name="number"/>, from 1, listens.</summary>
    public static IPAddress Node(int number) => IPAddress.Parse($"127.0.0.{10 + number}");

    /// <summary>Where it meets the database.</summary>
    public static IPAddress Database(int number) => IPAddress.Parse($"127.0.0.{30 + number}");

    /// <summary>The user it runs as: by it the kernel tells whose packets are cut off.</summary>
    public static int User(int number) => FirstUser + number;

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
