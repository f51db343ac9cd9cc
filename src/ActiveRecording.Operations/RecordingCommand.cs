namespace ActiveRecording.Operations;

/// <summary>Starts or stops the recording of a live call.</summary>
/// <param name="Action"><c>start</c> or <c>stop</c>.</param>
/// <param name="Dn">The party on whose behalf is recorded; when stopping, any party of the call or none.</param>
public sealed record RecordingCommand(string? Action, string? Dn);

/// <summary>What became of it.</summary>
/// <param name="Id">The recording; see <c>/api/recordings/{id}</c>.</param>
/// <param name="State"><c>requested</c> or <c>off</c>.</param>
public sealed record RecordingCommandResult(string Id, string State);
