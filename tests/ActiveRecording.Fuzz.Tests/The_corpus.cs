namespace ActiveRecording.Fuzz.Tests;

/// <summary>Samples, and every input that ever failed: each passes its target.</summary>
public sealed class The_corpus
{
    public static TheoryData<string, string> Inputs
    {
        get
        {
            var inputs = new TheoryData<string, string>();
            foreach (var target in FuzzTargets.All)
            {
                foreach (var path in Corpus.Files(target)) inputs.Add(target.Name, Path.GetRelativePath(Corpus.Folder, path));
            }

            return inputs;
        }
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Passes(string name, string path)
    {
        var target = FuzzTargets.All.Single(target => target.Name == name);

        Assert.Null(new Judge(target).Try(File.ReadAllBytes(Path.Combine(Corpus.Folder, path)), out _));
    }

    [Fact]
    public void Has_something_for_every_target() =>
        Assert.All(FuzzTargets.All, target => Assert.NotEmpty(Corpus.Files(target)));
}
