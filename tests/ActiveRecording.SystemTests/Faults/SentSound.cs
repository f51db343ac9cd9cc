using ActiveRecording.Phone.Media;

namespace ActiveRecording.SystemTests.Faults;

/// <summary>When phones sent sound to the Media Server, as the network saw it.</summary>
internal sealed class SentSound
{
    private readonly Dictionary<int, List<DateTimeOffset>> packets = [];

    /// <summary>A packet from a phone's port; control reports, on odd ports, do not count.</summary>
    public void Note(int port, DateTimeOffset at)
    {
        if (port % 2 != 0) return;
        if (!packets.TryGetValue(port, out var sent)) packets[port] = sent = [];
        sent.Add(at);
    }

    /// <summary>What came from any of a phone's ports.</summary>
    public IEnumerable<DateTimeOffset> From(PhonePorts ports) =>
        packets.Where(sent => sent.Key >= ports.First && sent.Key <= ports.Last).SelectMany(sent => sent.Value);
}
