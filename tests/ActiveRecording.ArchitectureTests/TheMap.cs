namespace ActiveRecording.ArchitectureTests;

/// <summary>The table of docs/architecture.md: who may refer to whom.</summary>
internal static class TheMap
{
    public static IReadOnlyDictionary<string, string[]> MayReference { get; } = new Dictionary<string, string[]>
    {
        // Ground
        ["EventSourcing"] = [],
        ["Runtime"] = [],
        ["Operations"] = [],
        // Wire
        ["Sdp"] = [],
        ["Sip"] = ["Runtime", "Sdp"],
        ["Rtp"] = ["Runtime"],
        // Engine
        ["Actors"] = ["EventSourcing", "Runtime"],
        ["Journals"] = ["EventSourcing"],
        ["Archive"] = ["Rtp"],
        ["Edges"] = ["Actors", "Sip"],
        // Heart
        ["Domain"] = ["EventSourcing", "Sdp"],
        // Rooms
        ["SipServer"] = ["Domain", "Actors", "Edges", "Sip"],
        ["ResourceManager"] = ["Domain", "Actors", "Edges", "Sip"],
        ["MediaServer"] = ["Domain", "Actors", "Sip", "Rtp", "Archive"],
        ["Recorder"] = ["Domain", "Actors", "Sip", "Rtp", "Archive"],
        ["Reporting"] = ["Domain", "Actors"],
        ["Console"] = ["Domain", "Actors", "Reporting", "Archive", "Operations"],
        // Roof
        ["Host"] = ["*"],
        ["Cli"] = ["Operations"],
        // Instruments
        ["Phone"] = ["Runtime", "Sdp", "Sip", "Rtp"],
        ["Simulation"] = ["*"],
    };

    public static string[] Rooms { get; } = ["SipServer", "ResourceManager", "MediaServer", "Recorder", "Reporting", "Console"];
}
