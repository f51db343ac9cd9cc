using System.Buffers;

namespace ActiveRecording.Archive.Spools;

/// <summary>
/// Blocks of one size, cut from slabs of a mebibyte that are pinned and never given back: as many as waited at the
/// worst moment. Not thread-safe.
/// </summary>
internal sealed class SpoolBlockPool(int blockBytes)
{
    private const int SlabBytes = 1 << 20;
    private readonly Stack<SpoolBlock> free = new();

    /// <summary>An empty block; a frame longer than a block gets one of its own.</summary>
    public SpoolBlock Rent(int leastBytes)
    {
        if (leastBytes > blockBytes)
        {
            var array = ArrayPool<byte>.Shared.Rent(leastBytes);
            return new SpoolBlock(array, array);
        }

        if (free.Count == 0) Cut();
        return free.Pop();
    }

    public void Return(SpoolBlock block)
    {
        block.Clear();
        if (block.Borrowed is { } array) ArrayPool<byte>.Shared.Return(array);
        else free.Push(block);
    }

    private void Cut()
    {
        var blocks = Math.Max(1, SlabBytes / blockBytes);
        var slab = GC.AllocateUninitializedArray<byte>(blocks * blockBytes, pinned: true);
        for (var index = 0; index < blocks; index++)
            free.Push(new SpoolBlock(slab.AsMemory(index * blockBytes, blockBytes)));
    }
}
