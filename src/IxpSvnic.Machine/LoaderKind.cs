namespace IxpSvnic.Machine;

/// <summary>Who brings the card to life.</summary>
public enum LoaderKind
{
    /// <summary>A debug port writes control stores, memories and registers before tick 0; the XScale stays in reset.</summary>
    Debug,

    /// <summary>The control plane that the XScale executes: firmware/xscale.</summary>
    Control,

    /// <summary>Nobody: whatever the XScale is given to run.</summary>
    None,
}
