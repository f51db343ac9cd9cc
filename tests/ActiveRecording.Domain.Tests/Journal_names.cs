using System.Reflection;
using ActiveRecording.Domain.Calls;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.Domain.Tests;

public sealed class Journal_names
{
    [Fact]
    public void Are_unique_in_the_whole_domain()
    {
        var names = typeof(CallDecider).Assembly.GetTypes()
            .Select(type => type.GetCustomAttribute<JournalNameAttribute>())
            .OfType<JournalNameAttribute>()
            .Select(name => (name.Name, name.Version))
            .ToList();

        Assert.NotEmpty(names);
        Assert.Equal(names.Distinct().Order(), names.Order());
    }
}
