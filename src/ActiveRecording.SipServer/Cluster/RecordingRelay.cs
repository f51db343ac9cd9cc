using System.Text.Json;
using System.Text.Json.Serialization;
using ActiveRecording.Actors.Cluster;
using ActiveRecording.Actors.Cluster.Links;
using ActiveRecording.Domain.Calls;

namespace ActiveRecording.SipServer.Cluster;

/// <summary>Carries requests for recordings to the nodes that have the calls, and the answers back.</summary>
/// <param name="courier">Between the nodes.</param>
/// <param name="ownerOf">Where a call is; null if it is here, or nobody knows.</param>
internal sealed class RecordingRelay(Courier courier, Func<string, NodeId?> ownerOf)
{
    private const string Asking = "sip-server/recording/ask";
    private const string Answering = "sip-server/recording/answer";

    /// <summary>Begins to listen.</summary>
    /// <param name="asked">Answers a request of another node.</param>
    /// <param name="answered">Told the answer to a request of this node.</param>
    public void Open(Func<RecordingRequest, Task<RecordingAnswer>> asked, Action<string, RecordingAnswer> answered)
    {
        courier.On(Asking, (from, payload) =>
        {
            if (Read(payload, RelayJson.Default.RecordingRequest) is { } order) _ = ReplyAsync(from, order, asked);
        });
        courier.On(Answering, (_, payload) =>
        {
            if (Read(payload, RelayJson.Default.RecordingReply) is { } reply) answered(reply.RequestId, reply.ToAnswer());
        });
    }

    /// <summary>Sends a request on; false if its call is here, or cannot be reached.</summary>
    public bool TrySend(RecordingRequest order) => ownerOf(order.CallUuid) is { } owner
        && courier.Send(owner, Asking, JsonSerializer.SerializeToUtf8Bytes(order, RelayJson.Default.RecordingRequest));

    private async Task ReplyAsync(NodeId asker, RecordingRequest order, Func<RecordingRequest, Task<RecordingAnswer>> asked)
    {
        try
        {
            var reply = RecordingReply.Of(order.RequestId, await asked(order));
            courier.Send(asker, Answering, JsonSerializer.SerializeToUtf8Bytes(reply, RelayJson.Default.RecordingReply));
        }
        catch (TimeoutException)
        {
            // Whoever asked has its own patience.
        }
    }

    private static T? Read<T>(ReadOnlyMemory<byte> payload, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(payload.Span, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A request to start or stop a recording.</summary>
/// <param name="RequestId">Of whoever asks.</param>
/// <param name="CallUuid">The call.</param>
/// <param name="Dn">The party; null, when stopping, for whichever.</param>
/// <param name="Starts">Else it stops.</param>
internal sealed record RecordingRequest(string RequestId, string CallUuid, string? Dn, bool Starts);

/// <summary>The answer on its way.</summary>
/// <param name="RequestId">Of whoever asked.</param>
/// <param name="Begun">The recording that was begun; null if none was.</param>
/// <param name="Stopped">The recording that was stopped; null if none was.</param>
/// <param name="Refusal">Why not, if neither.</param>
internal sealed record RecordingReply(string RequestId, string? Begun, string? Stopped, RecordingRefusal Refusal)
{
    public static RecordingReply Of(string requestId, RecordingAnswer answer) => answer switch
    {
        RecordingAnswer.Begun begun => new(requestId, begun.RecordingId, null, default),
        RecordingAnswer.Stopped stopped => new(requestId, null, stopped.RecordingId, default),
        RecordingAnswer.Refused refused => new(requestId, null, null, refused.Refusal),
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, "No such answer."),
    };

    public RecordingAnswer ToAnswer() =>
        Begun is not null ? new RecordingAnswer.Begun(Begun)
        : Stopped is not null ? new RecordingAnswer.Stopped(Stopped)
        : new RecordingAnswer.Refused(Refusal);
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(RecordingRequest))]
[JsonSerializable(typeof(RecordingReply))]
internal sealed partial class RelayJson : JsonSerializerContext;
