namespace ActiveRecording.SystemTests.Nodes;

/// <summary>Tests whose phones speak in real time: they run when nothing else of this assembly does, or they would be heard late.</summary>
[CollectionDefinition(nameof(Real_time), DisableParallelization = true)]
public sealed class Real_time;
