using ActiveRecording.Runtime.Identifiers;

namespace ActiveRecording.Runtime.Tests;

public sealed class Identifiers_of_a_seed
{
    [Fact]
    public void Repeat_with_the_same_seed()
    {
        var first = new SeededIdentifiers(7);
        var second = new SeededIdentifiers(7);

        Assert.Equal(
            Enumerable.Range(1, 64).Select(first.NextToken),
            Enumerable.Range(1, 64).Select(second.NextToken));
    }

    [Fact]
    public void Differ_with_another_seed() =>
        Assert.NotEqual(new SeededIdentifiers(7).NextToken(32), new SeededIdentifiers(8).NextToken(32));
}

public sealed class Random_identifiers
{
    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(64)]
    public void Are_as_long_as_asked_in_base_36(int length)
    {
        var token = new RandomIdentifiers().NextToken(length);

        Assert.Equal(length, token.Length);
        Assert.All(token, character => Assert.True(char.IsAsciiDigit(character) || char.IsAsciiLetterUpper(character)));
    }

    [Fact]
    public void Do_not_repeat()
    {
        var identifiers = new RandomIdentifiers();

        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => identifiers.NextToken(16)).Distinct().Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public void Refuse_other_lengths(int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomIdentifiers().NextToken(length));
}
