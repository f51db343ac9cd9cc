using ActiveRecording.EventSourcing;
using ActiveRecording.Runtime.Network;
using ActiveRecording.Runtime.Scheduling;
using ActiveRecording.Simulation;
using ActiveRecording.Simulation.Crashes;
using ActiveRecording.Sip;

namespace ActiveRecording.SystemTests.Crashes;

/// <summary>The drivers of one room that can be killed by itself.</summary>
internal static class MortalRoom
{
    extension(Life life)
    {
        public INetwork Network(Simulator simulator) => new MortalNetwork(life, simulator.Network);

        public IScheduler Scheduler(Simulator simulator) => new MortalScheduler(life, simulator.Scheduler);

        public TimeProvider Time(Simulator simulator) => new MortalTime(life, simulator.Time);

        public IJournal Journal(IJournal journal) => new MortalJournal(life, journal);

        public ISipTrace Trace(ISipTrace trace) => new MortalTrace(life, trace);
    }
}
