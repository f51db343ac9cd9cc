using System.Text;

namespace ActiveRecording.Fuzz;

/// <summary>Changes inputs at random: single bits, words of the format, blocks repeated, halves of two inputs.</summary>
internal sealed class Mutator(FuzzTarget target, Random random)
{
    private const int MaxChanges = 6;
    private const int MaxBlock = 64;
    private static readonly byte[] Telling = [0x00, 0x01, 0x0a, 0x0d, 0x20, 0x22, 0x25, 0x3c, 0x5c, 0x7f, 0x80, 0xc3, 0xfe, 0xff];
    private static readonly string[] Numbers =
        ["0", "-1", "127", "255", "256", "65535", "65536", "2147483647", "2147483648", "4294967296", "18446744073709551616"];

    private readonly byte[][] words = [.. target.Words.Concat(Numbers).Select(Encoding.UTF8.GetBytes)];

    /// <summary>A changed copy.</summary>
    /// <param name="input">What is changed.</param>
    /// <param name="other">What halves are taken from.</param>
    public byte[] Mutate(byte[] input, byte[] other)
    {
        var bytes = new List<byte>(input);
        for (var changes = random.Next(1, MaxChanges + 1); changes > 0; changes--) Change(bytes, other);
        if (bytes.Count > target.MaxInputBytes) bytes.RemoveRange(target.MaxInputBytes, bytes.Count - target.MaxInputBytes);
        return [.. bytes];
    }

    private void Change(List<byte> bytes, byte[] other)
    {
        var at = random.Next(bytes.Count + 1);
        var left = bytes.Count - at;
        switch (random.Next(10))
        {
            case 0 when left > 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            case 1 when left > 0: bytes[at] = (byte)random.Next(256); break;
            case 2: bytes.Insert(at, Telling[random.Next(Telling.Length)]); break;
            case 3: bytes.RemoveRange(at, Math.Min(left, random.Next(1, MaxBlock))); break;
            case 4: bytes.InsertRange(at, Block(bytes)); break;
            case 5: Repeat(bytes, at); break;
            case 6: bytes.InsertRange(at, words[random.Next(words.Length)]); break;
            case 7: Overwrite(bytes, at, words[random.Next(words.Length)]); break;
            case 8: bytes.RemoveRange(at, left); break;
            default: Splice(bytes, at, other); break;
        }
    }

    private List<byte> Block(List<byte> bytes)
    {
        var start = random.Next(bytes.Count + 1);
        return bytes.GetRange(start, Math.Min(bytes.Count - start, random.Next(1, MaxBlock)));
    }

    /// <summary>A block many times: nesting, long lists, long values. Rarely as long as an input may be.</summary>
    private void Repeat(List<byte> bytes, int at)
    {
        var block = random.Next(2) == 0 ? Block(bytes) : [.. words[random.Next(words.Length)]];
        if (block.Count == 0) return;
        var longest = random.Next(64) == 0 ? target.MaxInputBytes : MaxBlock * MaxBlock;
        var room = Math.Min(longest, target.MaxInputBytes - bytes.Count);
        var times = Math.Min(1 << random.Next(1, 14), room / block.Count);
        var repeated = new List<byte>(Math.Max(0, times * block.Count));
        for (; times > 0; times--) repeated.AddRange(block);
        bytes.InsertRange(at, repeated);
    }

    private static void Overwrite(List<byte> bytes, int at, byte[] word)
    {
        bytes.RemoveRange(at, Math.Min(bytes.Count - at, word.Length));
        bytes.InsertRange(at, word);
    }

    private void Splice(List<byte> bytes, int at, byte[] other)
    {
        if (other.Length == 0) return;
        bytes.RemoveRange(at, bytes.Count - at);
        bytes.AddRange(other[random.Next(other.Length)..]);
    }
}
