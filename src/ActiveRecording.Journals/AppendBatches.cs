namespace ActiveRecording.Journals;

/// <summary>Group commit: what was queued while a batch was committed forms the next one.</summary>
internal static class AppendBatches
{
    /// <summary>Writes appends in batches of at most <paramref name="limit"/>; other work keeps its place among them.</summary>
    public static void Take(IReadOnlyList<IDatabaseWork> works, IAppendWriter writer, int limit)
    {
        var batch = new List<AppendWork>();
        foreach (var work in works)
        {
            if (work is AppendWork append) batch.Add(append);
            if (batch.Count > 0 && (work is not AppendWork || batch.Count == limit)) Commit();
            if (work is not AppendWork) work.Execute();
        }

        if (batch.Count > 0) Commit();

        void Commit()
        {
            writer.Write(batch);
            batch.Clear();
        }
    }
}
