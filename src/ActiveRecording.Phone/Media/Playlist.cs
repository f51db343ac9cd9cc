namespace ActiveRecording.Phone.Media;

/// <summary>
/// What is played next, cut into packets: queued clips one after the other, silence in between.
/// </summary>
internal sealed class Playlist
{
    private readonly Queue<Clip> clips = new();
    private Clip? finished;

    /// <summary>Queues samples; the task is done when the last of them has been sent.</summary>
    public Task<PlayedClip> Add(ReadOnlyMemory<short> samples)
    {
        var clip = new Clip(samples);
        clips.Enqueue(clip);
        return clip.Played.Task;
    }

    /// <summary>The codes of the next packet.</summary>
    /// <param name="codec">What they are encoded in.</param>
    /// <param name="at">The instant of sending.</param>
    /// <param name="timestamp">RTP timestamp of the packet.</param>
    public byte[] Next(PhoneCodec codec, DateTimeOffset at, uint timestamp)
    {
        var codes = new byte[PhoneMedia.SamplesPerPacket];
        Array.Fill(codes, codec.Silence);
        if (!clips.TryPeek(out var clip)) return codes;

        var samples = clip.Samples.Span[clip.Position..];
        if (samples.Length > codes.Length) samples = samples[..codes.Length];
        codec.Encode(samples).CopyTo(codes, 0);
        clip.Take(codes, samples.Length, at, timestamp);
        if (clip.Position >= clip.Samples.Length) finished = clips.Dequeue();
        return codes;
    }

    /// <summary>The packet is on its way: whoever waits for the end of its clip is told.</summary>
    public void ConfirmSent()
    {
        finished?.Complete();
        finished = null;
    }

    /// <summary>The call is over: clips not played to their end are cancelled.</summary>
    public void Abandon()
    {
        while (clips.TryDequeue(out var clip)) clip.Played.TrySetCanceled();
    }

    private sealed class Clip(ReadOnlyMemory<short> samples)
    {
        private readonly List<byte> sent = [];
        private DateTimeOffset startedAt;
        private uint firstTimestamp;

        public ReadOnlyMemory<short> Samples { get; } = samples;

        public int Position { get; private set; }

        public TaskCompletionSource<PlayedClip> Played { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Take(ReadOnlySpan<byte> codes, int samples, DateTimeOffset at, uint timestamp)
        {
            var start = at - PacketClock.Interval * Position / PhoneMedia.SamplesPerPacket;
            if (sent.Count == 0) (startedAt, firstTimestamp) = (start, timestamp);
            else if (start < startedAt) startedAt = start;
            sent.AddRange(codes);
            Position += samples;
        }

        public void Complete() => Played.TrySetResult(new(startedAt, firstTimestamp, sent.ToArray()));
    }
}
