namespace ActiveRecording.InteropTests.Scenarios;

/// <summary>A test with a node on the quickstart's ports: one at a time.</summary>
[Collection(NodeUnderTest.Collection)]
public abstract class NodeScenario : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("interop-");

    /// <summary>A new folder of this test.</summary>
    internal string NewFolder(string name) => folder.CreateSubdirectory(name).FullName;

    public void Dispose()
    {
        folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }
}
