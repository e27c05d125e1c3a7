"""The smallest app with a sign-in: who one is, or a button for each provider."""

import streamlit as st

if st.user.is_logged_in:
    st.text(f"Signed in: {st.user.provider}, {st.user.sub}, {st.user.get('acr')}")
    st.button("Leave", on_click=st.logout)
else:
    for name, section in st.secrets["auth"].items():
        if "client_id" in section:
            st.button(f"Go to {name}", on_click=st.login, args=[name])
