"""Named as the distribution, so that Streamlit finds the component which `pyproject.toml` declares.

Streamlit looks for the assets of a component from the folder of the module that has the distribution's name.
"""
