using System.Diagnostics.CodeAnalysis;

namespace ActiveRecording.Rtp.Native;

/// <summary>
/// Channels by the number that epoll keeps for them: place and generation, so that an event of a descriptor closed a moment ago
/// finds nobody.
/// </summary>
internal sealed class ChannelTable
{
    private readonly Stack<int> free = new();
    private UdpChannel?[] channels = new UdpChannel?[64];
    private uint[] generations = new uint[64];
    private int used;

    public ulong Add(UdpChannel channel)
    {
        if (!free.TryPop(out var place))
        {
            if (used == channels.Length)
            {
                Array.Resize(ref channels, 2 * used);
                Array.Resize(ref generations, 2 * used);
            }

            place = used++;
        }

        channels[place] = channel;
        channel.Place = place;
        return (ulong)generations[place] << 32 | (uint)place;
    }

    public void Remove(UdpChannel channel)
    {
        if (channel.Place is not { } place) return;
        channels[place] = null;
        generations[place]++;
        channel.Place = null;
        free.Push(place);
    }

    public bool TryFind(ulong key, [NotNullWhen(true)] out UdpChannel? channel)
    {
        var place = (int)(uint)key;
        channel = place < used && generations[place] == (uint)(key >> 32) ? channels[place] : null;
        return channel is not null;
    }
}
