using ActiveRecording.EventSourcing;
using Microsoft.Data.Sqlite;

namespace ActiveRecording.Journals.Tests;

public sealed class A_sqlite_journal : JournalContract, IDisposable
{
    private static readonly StreamId Call = new("call", "c");
    private readonly TemporaryDatabase file = new();
    private SqliteJournal journal;

    public A_sqlite_journal() => journal = new SqliteJournal(file.Open());

    protected override IJournal Journal => journal;

    [Fact]
    public async Task Has_everything_after_it_was_opened_again()
    {
        var before = await TakeOver(3);
        await Append(Call, 0, before, "a", "b");
        Reopen();
        var after = await TakeOver(3);

        Assert.True(after.Epoch > before.Epoch);
        Assert.Equal(AppendOutcome.Fenced, await TryAppend(Call, 2, before, ["x"]));
        await Append(Call, 2, after, "c");
        Assert.Equal(["a", "b", "c"], (await Stream(Call)).Select(stored => stored.Data.Name));
        Assert.Equal([Call], await journal.LiveStreamsAsync(3, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Has_everything_acknowledged_in_a_copy_of_its_files_as_a_crash_leaves_them()
    {
        var fence = await TakeOver(3);
        await Append(Call, 0, fence, "a", "b");
        using var crashed = new TemporaryDatabase();
        foreach (var suffix in new[] { "", "-wal" }) File.Copy(file.Path + suffix, crashed.Path + suffix);
        journal = new SqliteJournal(crashed.Open());

        Assert.Equal(2, (await Stream(Call)).Count);
    }

    [Fact]
    public async Task Refuses_when_it_is_full_and_goes_on_when_there_is_room()
    {
        Reopen(maxBytes: 128 << 10);
        var fence = await TakeOver(3);
        var stored = 0;
        while (await TryAppend(Call, stored, fence, [new string('x', 4_000)]) == AppendOutcome.Appended) stored++;
        Assert.InRange(stored, 1, 100);
        Assert.Equal(AppendOutcome.Refused, await TryAppend(Call, stored, fence, [new string('x', 4_000)]));
        Assert.Equal(stored, (await Stream(Call)).Count);

        Reopen();
        await Append(Call, stored, await TakeOver(3), "room");
        Assert.Equal(Enumerable.Range(1, stored + 1).Select(number => (long)number), (await Shard(3)).Select(e => e.Position));
    }

    [Fact]
    public async Task Gives_up_the_room_it_kept_back_when_the_disk_is_full()
    {
        Reopen(maxBytes: 128 << 10, reserveBytes: 1 << 20);
        Assert.Equal(1 << 20, new FileInfo(file.Path + ".reserve").Length);
        var fence = await TakeOver(3);
        while (await TryAppend(Call, 0, fence, [new string('x', 400_000)]) == AppendOutcome.Appended) await Task.Yield();

        Assert.False(File.Exists(file.Path + ".reserve"));
    }

    [Fact]
    public void Does_not_open_the_database_of_a_newer_program()
    {
        file.Close();
        using (var connection = new SqliteConnection($"Data Source={file.Path};Pooling=false"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version=99";
            command.ExecuteNonQuery();
        }

        var refusal = Assert.Throws<InvalidOperationException>(() => file.Open());
        Assert.Contains("schema version 99", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fails_what_is_asked_after_it_was_closed()
    {
        var fence = await TakeOver(3);
        file.Close();

        Assert.Equal(AppendOutcome.Refused, await TryAppend(Call, 0, fence, ["a"]));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Stream(Call));
    }

    public void Dispose() => file.Dispose();

    protected override IJournal OtherWriter() => new SqliteJournal(file.Open());

    private void Reopen(long maxBytes = 0, long reserveBytes = 0)
    {
        file.Close();
        journal = new SqliteJournal(file.Open(maxBytes, reserveBytes));
    }
}
