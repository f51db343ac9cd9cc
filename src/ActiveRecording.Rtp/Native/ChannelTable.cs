using System.Diagnostics.CodeAnalysis;

namespace ActiveRecording.Rtp.Native;

/// <summary>
/// Channels by the number that epoll keeps for them: a place, and a count that no two channels share, so that an event of a descriptor
/// closed a moment ago finds nobody.
/// </summary>
internal sealed class ChannelTable
{
    private readonly Stack<int> free = new();
    private UdpChannel?[] channels = new UdpChannel?[64];
    private int used;
    private uint added;

    public ulong Add(UdpChannel channel)
    {
        if (!free.TryPop(out var place))
        {
            if (used == channels.Length) Array.Resize(ref channels, 2 * used);
            place = used++;
        }

        var key = (ulong)added++ << 32 | (uint)place;
        channels[place] = channel;
        channel.Key = key;
        return key;
    }

    public void Remove(UdpChannel channel)
    {
        if (channel.Key is not { } key) return;
        channels[(int)(uint)key] = null;
        channel.Key = null;
        free.Push((int)(uint)key);
    }

    public bool TryFind(ulong key, [NotNullWhen(true)] out UdpChannel? channel)
    {
        channel = channels[(int)(uint)key];
        return channel is not null && channel.Key == key;
    }
}
