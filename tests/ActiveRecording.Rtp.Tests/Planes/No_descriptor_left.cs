using System.Runtime.InteropServices;

namespace ActiveRecording.Rtp.Tests.Planes;

/// <summary>The process may open no further file; nothing else runs meanwhile.</summary>
[Collection(nameof(No_descriptor_left))]
[CollectionDefinition(nameof(No_descriptor_left), DisableParallelization = true)]
public sealed class No_descriptor_left
{
    private const int OpenFiles = 7;

    public static TheoryData<string> Kinds => Wire.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Opens_no_leg_and_keeps_those_there_are(string kind)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The limit is set by a call of Linux.");
        using var wire = new Wire(kind);
        using var alice = wire.Speaker();
        using var bob = wire.Speaker();
        var (legA, _) = wire.Bridge(alice, bob);
        var heard = 0;
        bool opened;
        Assert.Equal(0, getrlimit(OpenFiles, out var limit));
        Assert.Equal(0, setrlimit(OpenFiles, limit with { Current = 3 }));
        try
        {
            opened = wire.Plane.TryOpenLeg(LegOptions.Default, wire, out _);
            for (var number = 0; number < 10; number++) alice.Say(legA.Local, number);
            for (var tries = 0; tries < 2000 && heard < 10; tries++)
            {
                Thread.Sleep(5);
                heard = bob.HeardByNow();
            }
        }
        finally
        {
            Assert.Equal(0, setrlimit(OpenFiles, limit));
        }

        Assert.False(opened);
        Assert.Equal(10, heard);
        Assert.Equal(kind == Wire.Native ? 2 : 1, wire.Plane.Counters.NoSocket);
        Assert.Equal(0, wire.Plane.Counters.NoPort);
        wire.Leg().Close();
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int getrlimit(int resource, out Limit limit);

    [DllImport("libc", SetLastError = true)]
    private static extern int setrlimit(int resource, in Limit limit);

    private record struct Limit(nuint Current, nuint Most);
}
