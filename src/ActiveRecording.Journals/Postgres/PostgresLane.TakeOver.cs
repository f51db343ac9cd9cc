using ActiveRecording.EventSourcing;

namespace ActiveRecording.Journals.Postgres;

/// <content>Taking shards over.</content>
internal sealed partial class PostgresLane
{
    private const int TakeOverAttempts = 10;

    /// <summary>
    /// Bumps the epochs of those shards that this writer does not hold. Where the last owner is frozen with their locks,
    /// its connections are ended.
    /// </summary>
    private IReadOnlyList<ShardEpoch> TakeOver(int[] wanted)
    {
        for (var attempt = 1; ; attempt++)
        {
            var opened = connection.Open();
            try
            {
                var epochs = ShardOwnership.Held(opened, wanted, owner);
                var missing = wanted.Where(shard => !epochs.TryGetValue(shard, out var epoch) || shards.GrantedAt(shard, epoch) is null);
                var taken = ShardOwnership.Take(opened, [.. missing.Order()], owner);
                if (taken.Count > 0) streams.Forget();
                foreach (var (shard, epoch) in taken) shards.Grant(shard, epoch);
                return [.. wanted.Select(shard => shards.GrantedAt(shard, taken.TryGetValue(shard, out var epoch) ? epoch : epochs[shard])!.Value)];
            }
            catch (Exception exception) when (new PostgresFailure(exception).IsLocked && attempt < TakeOverAttempts)
            {
                foreach (var shard in ShardOwnership.EndOldConnections(opened, wanted, owner)) log.OldOwnerEnded(shard);
            }
            catch (Exception exception) when (PostgresFailure.Is(exception) && exception is not Npgsql.PostgresException)
            {
                connection.Close();
                throw;
            }
        }
    }
}
