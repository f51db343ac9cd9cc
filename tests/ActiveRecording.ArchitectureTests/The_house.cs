namespace ActiveRecording.ArchitectureTests;

public sealed class The_house
{
    [Fact]
    public void Has_only_the_projects_of_the_map() =>
        Assert.Equal(TheMap.MayReference.Keys.Order(), Repository.Projects.Select(project => project.Name).Order());

    [Fact]
    public void Refers_only_as_the_map_allows()
    {
        var trespasses =
            from project in Repository.Projects
            let allowed = TheMap.MayReference[project.Name]
            from reference in project.References
            where !allowed.Contains("*") && !allowed.Contains(reference)
            select $"{project.Name} -> {reference}";

        Assert.Empty(trespasses);
    }

    [Fact]
    public void Keeps_its_rooms_apart()
    {
        var trespasses =
            from project in Repository.Projects
            where TheMap.Rooms.Contains(project.Name)
            from reference in Reached(project.Name)
            where TheMap.Rooms.Contains(reference) && (project.Name, reference) != ("Console", "Reporting")
            select $"{project.Name} -> {reference}";

        Assert.Empty(trespasses);
    }

    [Fact]
    public void Has_wire_that_knows_no_actor_and_a_domain_that_knows_no_wire_but_sdp()
    {
        foreach (var wire in (string[])["Sdp", "Sip", "Rtp"]) Assert.DoesNotContain("Actors", Reached(wire));
        Assert.Equal(["EventSourcing", "Sdp"], Reached("Domain").Order());
    }

    [Fact]
    public void Lets_only_journals_and_archive_see_a_database_and_only_host_and_console_see_asp_net()
    {
        var drivers = Repository.Projects
            .Where(project => project.Packages.Any(package =>
                package.Contains("Sqlite", StringComparison.OrdinalIgnoreCase) || package is "Npgsql" or "Dapper"))
            .Select(project => project.Name);
        var hosting = Repository.Projects.Where(project => project.SeesAspNet).Select(project => project.Name);

        Assert.Empty(drivers.Except(["Journals", "Archive"]));
        Assert.Equal(["Console", "Host"], hosting.Order());
    }

    private static HashSet<string> Reached(string name)
    {
        var reached = new HashSet<string>();
        var open = new Queue<string>([name]);
        while (open.TryDequeue(out var next))
        {
            foreach (var reference in Repository.Projects.Single(project => project.Name == next).References)
            {
                if (reached.Add(reference)) open.Enqueue(reference);
            }
        }

        return reached;
    }
}
