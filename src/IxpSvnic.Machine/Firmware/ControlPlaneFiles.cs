namespace IxpSvnic.Machine.Firmware;

/// <summary>The control plane's program and the names of the layout values it was built with; they travel with the emulator.</summary>
public static class ControlPlaneFiles
{
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "firmware", "xscale");

    public static string Image => Path.Combine(Folder, "control.elf");

    /// <summary>Names of layout values, in the order of the bundle.</summary>
    public static IReadOnlyList<string> LayoutNames() => File.ReadAllLines(Path.Combine(Folder, "layout.names"));
}
