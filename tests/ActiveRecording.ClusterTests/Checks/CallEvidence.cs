namespace ActiveRecording.ClusterTests.Checks;

/// <summary>What a phone knows of its call, because it was told 200.</summary>
/// <param name="CallId">The caller's.</param>
/// <param name="Answered">CSeq numbers of other requests that succeeded, in order or not.</param>
/// <param name="Reoffers">re-INVITEs that succeeded.</param>
/// <param name="IsEnded">Its BYE succeeded.</param>
internal sealed record CallEvidence(string CallId, IReadOnlyList<int?> Answered, int Reoffers, bool IsEnded);
