using IxpSvnic.Microcode.Assembler;
using IxpSvnic.Microcode.Objects;

namespace IxpSvnic.Machine.Firmware;

/// <summary>
/// The programs of the eight microengines. A folder of firmware holds <c>layout.uc</c> and one source or image per
/// program; <see cref="DefaultPrograms"/> says which engine runs which. Any engine's program can be replaced by a file:
/// <c>.uc</c> source, <c>.bin</c> raw words or <c>.ucode</c> image. An engine without a program stays stopped.
/// </summary>
public sealed class FirmwareSet
{
    public const int Engines = 8;

    /// <summary>Program of each engine; engine 3 is free.</summary>
    public static readonly IReadOnlyList<string> DefaultPrograms =
        ["rx", "demux", "to_host", "", "from_host", "from_host", "sched", "tx"];

    private readonly MicrocodeImage?[] _images = new MicrocodeImage?[Engines];

    private FirmwareSet(FirmwareLayout layout) => Layout = layout;

    public FirmwareLayout Layout { get; }

    /// <summary>Image of an engine, or null.</summary>
    public MicrocodeImage? this[int engine] => _images[engine];

    /// <summary>The engine's program reaches its neighbours directly.</summary>
    public bool UsesNeighbours(int engine) =>
        _images[engine] is { } image && Chip.Microengines.Microengine.ProgramUsesNeighbours(image);

    /// <summary>The folder that travels with the emulator.</summary>
    public static string DefaultFolder => Path.Combine(AppContext.BaseDirectory, "firmware", "microengine");

    /// <summary>The layout alone: engines that something else will load.</summary>
    public static FirmwareSet WithoutPrograms(string? folder = null) =>
        new(FirmwareLayout.Load(Path.Combine(folder ?? DefaultFolder, "layout.uc")));

    /// <summary>
    /// Loads a folder and the replacements of single engines. Errors name file, line and value.
    /// </summary>
    public static FirmwareSet Load(string folder, IReadOnlyDictionary<int, string>? replacements = null)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"firmware folder '{folder}' does not exist");
        }

        string layout = Path.Combine(folder, "layout.uc");
        FirmwareSet set = new(FirmwareLayout.Load(
            File.Exists(layout) ? layout : Path.Combine(DefaultFolder, "layout.uc")));
        Dictionary<string, MicrocodeImage> assembled = new(StringComparer.Ordinal);
        for (int engine = 0; engine < Engines; engine++)
        {
            string? file = replacements?.GetValueOrDefault(engine) ?? Find(folder, DefaultPrograms[engine]);
            if (file is null)
            {
                continue;
            }

            if (!assembled.TryGetValue(file, out MicrocodeImage? image))
            {
                image = LoadImage(file, folder);
                assembled.Add(file, image);
            }

            set._images[engine] = image;
        }

        return set;
    }

    /// <summary>Reads one program in any of its forms.</summary>
    public static MicrocodeImage LoadImage(string file, string includeFolder) => Path.GetExtension(file) switch
    {
        ".bin" or ".ucode" => MicrocodeFile.Read(file),
        _ => MicrocodeAssembler.Assemble(
            file, new AssemblerOptions { IncludeDirectories = [includeFolder, DefaultFolder] }).RequireImage(),
    };

    private static string? Find(string folder, string program)
    {
        if (program.Length == 0)
        {
            return null;
        }

        foreach (string extension in (string[])[".uc", ".ucode", ".bin"])
        {
            string path = Path.Combine(folder, program + extension);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
