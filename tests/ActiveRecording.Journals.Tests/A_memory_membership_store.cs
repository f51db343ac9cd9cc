using ActiveRecording.EventSourcing.Members;

namespace ActiveRecording.Journals.Tests;

public sealed class A_memory_membership_store : MembershipContract
{
    private readonly MemoryMembershipStore store = new(TimeProvider.System);

    protected override IMembershipStore Store => store;

    protected override DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    protected override IMembershipStore OtherConnection() => store;
}
