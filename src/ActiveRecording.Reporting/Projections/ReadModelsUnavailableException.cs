namespace ActiveRecording.Reporting.Projections;

/// <summary>The store did not answer: no fault of the event at hand, which is taken again later.</summary>
internal sealed class ReadModelsUnavailableException(Exception reason) : Exception(reason.Message, reason);
