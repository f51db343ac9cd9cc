using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RecordOneCall;

/// <summary>The sample's last line.</summary>
/// <param name="Recording">The WAV file, relative to the working directory where it can be.</param>
/// <param name="Channels">2.</param>
/// <param name="SampleRate">In Hz.</param>
/// <param name="Seconds">Its length.</param>
/// <param name="LostPackets">Packets that never arrived.</param>
/// <param name="Gaps">Stretches that should hold audio and do not.</param>
/// <param name="AlignmentMs">The larger distance of the two speeches from where their send instants put them.</param>
/// <param name="Problems">What did not hold; absent when everything did.</param>
internal sealed record Result(
    string? Recording, int Channels, int SampleRate, double Seconds, long LostPackets, int Gaps, double AlignmentMs,
    IReadOnlyList<string>? Problems)
{
    private static readonly ResultJson Json = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>Nothing was recorded.</summary>
    public static Result Nothing(string problem) => new(null, 0, 0, 0, 0, 0, 0, [problem]);

    /// <summary>Writes it as one line of JSON.</summary>
    /// <returns>The exit code: 0 only if everything held.</returns>
    public int Print()
    {
        Console.WriteLine(JsonSerializer.Serialize(this, Json.Result));
        return Problems is null ? 0 : 1;
    }
}

[JsonSerializable(typeof(Result))]
internal sealed partial class ResultJson : JsonSerializerContext;
