using ActiveRecording.EventSourcing.Members;

namespace ActiveRecording.Actors.Cluster.Shards;

/// <summary>
/// Which node a shard belongs to: rendezvous hashing over the names of the nodes that are up and have the role. Every
/// node computes the same, and when one comes or goes only its own shards move. A restarted node gets its shards back.
/// </summary>
public static class Placement
{
    /// <summary>The owner of a shard, or null when no node is up that has the role.</summary>
    public static Member? OwnerOf(int shard, string role, MemberList members)
    {
        Member? best = null;
        var bestWeight = 0UL;
        foreach (var member in members.Members)
        {
            if (member.State != MemberState.Up || !member.Has(role)) continue;
            var weight = Weight(member.Name, shard);
            if (best is not null && weight <= bestWeight) continue;
            (best, bestWeight) = (member, weight);
        }

        return best;
    }

    /// <summary>FNV-1a of the name, mixed with the shard as SplitMix64 does; the same in every process.</summary>
    private static ulong Weight(string name, int shard)
    {
        unchecked
        {
            var hash = 14695981039346656037UL;
            foreach (var character in name) hash = (hash ^ character) * 1099511628211UL;
            hash += 0x9E3779B97F4A7C15UL * ((ulong)shard + 1);
            hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
            hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
            return hash ^ (hash >> 31);
        }
    }
}
