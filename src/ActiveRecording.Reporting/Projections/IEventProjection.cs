using ActiveRecording.EventSourcing;

namespace ActiveRecording.Reporting.Projections;

/// <summary>Knows the events of one kind of entity and what they make of the documents.</summary>
internal interface IEventProjection
{
    /// <summary>The category of the streams it reads.</summary>
    string Category { get; }

    /// <summary>Takes one event; those it has no name for are none of its business.</summary>
    ValueTask ProjectAsync(StoredEvent stored, ProjectionPage page);
}
