using System.Text;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Sip.Tests.Transports;

/// <summary>What is cut out of a stream whose bytes come in pieces.</summary>
internal static class StreamFrames
{
    /// <summary>The frames: of a message its text, of all else the kind. None follow one that cannot be read on from.</summary>
    /// <param name="stream">All that ever arrives.</param>
    /// <param name="arrivals">How many bytes have arrived, after each piece.</param>
    public static List<string> Of(byte[] stream, params int[] arrivals)
    {
        var frames = new List<string>();
        var (consumed, examined) = (0, 0);
        foreach (var arrived in arrivals)
        {
            while (StreamFraming.TryReadFrame(stream.AsSpan(consumed..arrived), SipLimits.Default, ref examined, out var frame))
            {
                if (frame.Kind != StreamFrameKind.Blank) frames.Add(TextOf(frame, stream.AsSpan(consumed)));
                if (frame.Kind > StreamFrameKind.Blank) return frames;
                consumed += frame.Length;
                examined = 0;
            }
        }

        return frames;
    }

    private static string TextOf(in StreamFrame frame, ReadOnlySpan<byte> rest) =>
        frame.Kind == StreamFrameKind.Message ? Encoding.Latin1.GetString(rest[..frame.Length]) : $"{frame.Kind}";
}
