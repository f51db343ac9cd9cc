namespace ActiveRecording.Benchmarks.IdleCalls;

/// <summary>What one recorded call takes while nobody touches it.</summary>
/// <param name="HeapBytes">Live heap of the four roles.</param>
/// <param name="SimulatedBytes">Live heap of the simulated sockets and timers that they hold, not part of the former.</param>
/// <param name="JournalBytes">What set-up and 40 s have put into the journal.</param>
internal sealed record IdleCallCost(double HeapBytes, double SimulatedBytes, double JournalBytes);
