using ActiveRecording.EventSourcing;

namespace ActiveRecording.Reporting.Projections;

/// <summary>Knows the events of one kind of entity and what they make of the documents.</summary>
internal interface IEventProjection
{
    /// <summary>The category of the streams it reads.</summary>
    string Category { get; }

    /// <summary>Whether it makes anything of such events; others of the same streams are none of its business.</summary>
    bool Knows(EventData data);

    /// <summary>Takes one event that it knows.</summary>
    ValueTask ProjectAsync(StoredEvent stored, ProjectionPage page);
}
