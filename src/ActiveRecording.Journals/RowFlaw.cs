using ActiveRecording.EventSourcing;

namespace ActiveRecording.Journals;

/// <summary>What a row of the journal says of itself that cannot be.</summary>
internal static class RowFlaw
{
    /// <summary>Null where nothing is wrong with the name of its stream.</summary>
    public static string? Of(StreamId stream) => stream.Category.Length > 0 ? null : $"its stream '{stream.Id}' is not category/id";
}
