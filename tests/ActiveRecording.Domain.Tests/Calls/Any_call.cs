using ActiveRecording.Domain.Calls;

namespace ActiveRecording.Domain.Tests.Calls;

public sealed class Any_call
{
    private const int Seeds = 1_500;
    private const int MostSteps = 60;

    [Fact]
    public void Owes_nobody_anything_in_the_end()
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            try
            {
                Live(new Random(seed));
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed}", exception);
            }
        }
    }

    private static void Live(Random random)
    {
        var plan = random.Next(3) == 0 ? null : CallScript.Plan with { Required = random.Next(4) == 0 };
        var surroundings = new CallSurroundings(random);
        surroundings.CallerInvites();
        var call = CallScript.Placed(plan, late: random.Next(4) == 0);
        Hear(call, surroundings);

        var eventful = random.Next(MostSteps);
        for (var step = 0; !CallDecider.IsEnded(call.State); step++)
        {
            Assert.True(step < MostSteps * 20, $"does not end: {call.State}");
            call.Tell(surroundings.Next(winding: step > eventful));
            Hear(call, surroundings);
            Assert.False(surroundings.IsStuck, string.Join('\n', call.Journal));
        }

        Assert.True(surroundings.IsQuiet, string.Join('\n', call.Journal));
        Assert.Single(call.Journal, e => e is CallEnded);
    }

    private static void Hear(CallScript call, CallSurroundings surroundings)
    {
        foreach (var effect in call.Effects) surroundings.Hear(effect);
    }
}
