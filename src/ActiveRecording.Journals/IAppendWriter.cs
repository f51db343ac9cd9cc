namespace ActiveRecording.Journals;

/// <summary>Commits appends together. Lives on its <see cref="DatabaseThread"/>.</summary>
internal interface IAppendWriter
{
    /// <summary>Writes a batch and tells each append what became of it. Does not throw.</summary>
    void Write(List<AppendWork> batch);
}
